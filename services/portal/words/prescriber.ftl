# Handing booklets over.
