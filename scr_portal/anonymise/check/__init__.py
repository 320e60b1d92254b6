"""What may still identify somebody after the exchange: residuals, and the last look."""
