"""What the council sends, readable in demonstrations, where nothing leaves the house."""
