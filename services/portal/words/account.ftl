# One's own account, devices, invitations, members.
