"""What `./run` is made of: setting up a checkout, and starting and stopping what the portal needs."""
