"""The names of a signable document's fields."""

PERSON, SEAL, COPY = "ChuKyCaNhan", "ConDauCoQuan", "ChuKySaoY"
