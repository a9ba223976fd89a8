-- Wrong short codes are counted under each name, no longer for a whole machine: there, whoever typed their own right code wiped
-- out what had been tried under other names. `device.wrong_pins` is read by earlier versions alone.

-- since the last right one; at five, only a sign-in by mail helps that person
alter table device_pin add column wrong integer not null default 0 check (wrong >= 0);
