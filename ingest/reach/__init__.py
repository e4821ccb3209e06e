"""What a change of records can reach: all that is put together anew, so that all else may stay as it is."""
