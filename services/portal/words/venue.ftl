# A venue's own sheet.
