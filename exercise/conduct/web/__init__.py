"""The web seat: a participant's desk as one plain page in a browser, drawn by the server from the seat's own view."""
