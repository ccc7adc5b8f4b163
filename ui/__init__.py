"""The desktop. Each room holds a model (values and what it needs), a presenter and a view."""
