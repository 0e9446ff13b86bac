"""A tabletop cyber-crisis exercise simulator: scenarios in, an exact and replayable log out."""
