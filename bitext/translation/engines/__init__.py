"""What runs a model: CTranslate2 or transformers."""
