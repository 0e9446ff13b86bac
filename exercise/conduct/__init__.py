"""Running an exercise live: pace, seats, server and client."""
