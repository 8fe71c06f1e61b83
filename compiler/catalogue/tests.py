CODES = ()
