"""Who read, changed or overrode what: an audit trail that can be added to and never altered."""
