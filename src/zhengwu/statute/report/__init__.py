"""The statutory annual report: its forms, how it is read, checked, compared, added up and written."""
