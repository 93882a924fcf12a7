"""What several rooms know of French: numbers in words, the calendar, countries and regions."""
