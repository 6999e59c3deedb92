// The devices that users have confirmed: what a sign-in on one proves itself with, and whether it is remembered.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/credentials.h"

namespace rockpool::storage {

struct Device {
  std::int64_t user = 0;
  std::string key;   // unique among the user's, never empty
  std::string name;  // empty if it has none
  bool is_remembered = false;
  bool has_proved_factor = false;  // a second factor was proved in a sign-in that offered it or, remembered, was on it
  PasswordVerifier secret;         // of the device's secret
  std::string last_address;
  std::int64_t creation_millis = 0;
  std::int64_t last_modified_millis = 0;
  std::int64_t last_authenticated_millis = 0;

  bool operator==(const Device&) const = default;
};

// Where a page of them ended.
struct DeviceMark {
  std::int64_t last_authenticated_millis = 0;
  std::string key;
};

// Text compares as bytes. They end with their user.
class Devices {
 public:
  virtual ~Devices() = default;

  // Requires: the user exists (std::logic_error if not). Throws Conflict if the user has one with that key.
  virtual void Insert(const Device& device) = 0;
  virtual std::optional<Device> Find(std::int64_t user, std::string_view key) const = 0;

  // Those of the user behind the mark: the one that was authenticated last comes first, and of two at once the greater key.
  virtual std::vector<Device> List(std::int64_t user, const std::optional<DeviceMark>& after, std::size_t limit) const = 0;

  // Overwrites all but user, key and creation_millis. False if there is none.
  virtual bool Update(const Device& device) = 0;

  // False if there is none.
  virtual bool Delete(std::int64_t user, std::string_view key) = 0;
};

}  // namespace rockpool::storage
