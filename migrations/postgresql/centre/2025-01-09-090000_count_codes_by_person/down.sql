alter table device_pin drop column wrong;
