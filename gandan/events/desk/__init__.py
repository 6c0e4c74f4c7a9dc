"""Where officers announce meetings, move and cancel them."""
