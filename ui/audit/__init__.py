"""The record of what was done, and its proof."""
