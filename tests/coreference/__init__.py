"""Tests of coreference."""
