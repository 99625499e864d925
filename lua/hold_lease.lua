-- Takes the lease of a job, or makes one's own last longer.
-- KEYS[1] lease:{job}
-- ARGV[1] who asks  ARGV[2] how long he has it from now on, ms
-- Replies {0}; -8 another one has it.
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return { -8 } end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return { 0 }
