"""What tests of the whole house stand on."""
