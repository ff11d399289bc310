"""Engines that run a MarianMT model."""
