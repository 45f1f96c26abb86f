"""Use cases, free of Qt: one service per feature area; every write returns a Change."""
