"""Tests; `README.md` in this folder says where each kind goes."""
