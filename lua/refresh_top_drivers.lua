-- Replaces the leaderboard's cache in one step, so that nobody reads half of it.
-- KEYS[1] cache:top_drivers
-- ARGV[1] seconds it lives  ARGV[2..] its entries, best first
-- Replies {0}.
redis.call('DEL', KEYS[1])
if #ARGV > 1 then
  redis.call('RPUSH', KEYS[1], unpack(ARGV, 2))
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return { 0 }
