"""Making a small MarianMT model out of a large one: knowledge distillation.

Not part of the library: nothing in ``bitext`` imports it. The steps, each a command of
``python -m training`` that can be stopped and run again::

    sentences -> translate (the teacher's own English) -> vocabulary (cut) -> train -> export
"""
