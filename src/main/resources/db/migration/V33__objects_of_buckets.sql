-- Objects of a bucket that a subscription has taken: they stay in the bucket, so that here stands which are known. In the order
-- of a listing, which is compared with it page by page.
CREATE TABLE noetl.subscription_object (
  subscription_id bigint NOT NULL REFERENCES noetl.subscription ON DELETE CASCADE,
  -- The bucket, a slash, the object's name.
  name            text COLLATE "C" NOT NULL,
  etag            text NOT NULL,
  PRIMARY KEY (subscription_id, name)
);
