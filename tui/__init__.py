"""The desks people sit at in a terminal; they see the exercise only through a link."""
