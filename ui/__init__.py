"""The desktop. Each room holds a model (values and what it needs), a presenter and a view."""

from ui.lasting import make_true_last

make_true_last()
