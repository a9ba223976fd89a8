# Figures.
