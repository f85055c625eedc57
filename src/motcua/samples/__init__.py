"""The embedded province: real units, calendar and procedures as dated data files, read by higher floors."""
