"""The one recipe that makes a model such as ``models/fr-en``, in either direction.

Not part of the library: nothing in ``bitext`` imports it. A model of ours begins as a large one whose
vocabulary is cut to what the two languages need, with all of its decoder layers or some. It is then trained
on the large model's own translations and distributions (sequence-level distillation, Kim and Rush 2016;
Hinton et al. 2015), and on the reference alone where the large model errs. ``python -m training run`` does
the whole; each step is a command, too, that can be stopped and gone on with::

    vocabulary -> begin -> people -> translate -> encode -> train -> export -> release
"""
