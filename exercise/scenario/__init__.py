"""What an author writes: models, quantities, conditions and effects, loading and checks."""
