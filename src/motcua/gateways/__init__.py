"""The way out to other systems and devices, one module or package each: keys, storage, seals, timestamps, identity."""
