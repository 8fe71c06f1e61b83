"""From a message's text and what is known of a customer to what they will read."""
