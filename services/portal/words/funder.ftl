# Orders.
