-- Gives the lease of a job back.
-- KEYS[1] lease:{job}
-- ARGV[1] who gives it back
-- Replies {0}; -8 he has it no more.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return { -8 } end
redis.call('DEL', KEYS[1])
return { 0 }
