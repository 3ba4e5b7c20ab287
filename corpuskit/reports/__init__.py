"""Problems printed, one file a format."""
