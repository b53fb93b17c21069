"""Ways in and out. Each implements heard.ports.channel.Channel and knows nothing of the others."""
