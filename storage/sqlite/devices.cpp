#include "storage/sqlite/devices.h"

#include <limits>
#include <stdexcept>

#include "storage/sqlite/graveyard.h"
#include "storage/sqlite/statement.h"

namespace rockpool::storage::sqlite {
namespace {

// The columns that DeviceIn reads.
constexpr std::string_view kSelect =
    "SELECT user, device_key, name, is_remembered, has_proved_factor, salt, verifier, last_address, creation_millis, last_modified_millis, "
    "last_authenticated_millis FROM devices WHERE user = ";

Device DeviceIn(const Statement& row) {
  return {.user = row.Integer(0),
          .key = row.Text(1),
          .name = row.Text(2),
          .is_remembered = row.Integer(3) != 0,
          .has_proved_factor = row.Integer(4) != 0,
          .secret = {.salt = row.Text(5), .verifier = row.Text(6)},
          .last_address = row.Text(7),
          .creation_millis = row.Integer(8),
          .last_modified_millis = row.Integer(9),
          .last_authenticated_millis = row.Integer(10)};
}

}  // namespace

void Devices::Insert(const Device& device) {
  static const std::string sql =
      Joined({"INSERT INTO devices (device_key, name, is_remembered, has_proved_factor, salt, verifier, last_address, creation_millis, "
              "last_modified_millis, "
              "last_authenticated_millis, user) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, u.id FROM users AS u WHERE u.id = ",
              kLivingUser});
  Statement insert(connection_, sql);
  insert.Bind(device.key, device.name, std::int64_t{device.is_remembered ? 1 : 0}, std::int64_t{device.has_proved_factor ? 1 : 0},
              Blob{device.secret.salt}, Blob{device.secret.verifier}, device.last_address, device.creation_millis,
              device.last_modified_millis, device.last_authenticated_millis, device.user);
  if (insert.Run() == 0) {
    throw std::logic_error("A device is kept for a user who does not exist.");
  }
}

std::optional<Device> Devices::Find(std::int64_t user, std::string_view key) const {
  static const std::string sql = Joined({kSelect, kLivingUser, " AND device_key = ?"});
  Statement find(connection_, sql);
  return find.Bind(user, key).Step() ? std::optional(DeviceIn(find)) : std::nullopt;
}

std::vector<Device> Devices::List(std::int64_t user, const std::optional<DeviceMark>& after, std::size_t limit) const {
  static const std::string sql = Joined({kSelect, kLivingUser,
                                         " AND (last_authenticated_millis, device_key) < (?, ?) "
                                         "ORDER BY last_authenticated_millis DESC, device_key DESC LIMIT ?"});
  Statement list(connection_, sql);
  const DeviceMark mark = after.value_or(DeviceMark{std::numeric_limits<std::int64_t>::max(), ""});
  list.Bind(user, mark.last_authenticated_millis, mark.key, LimitOf(limit));
  std::vector<Device> devices;
  while (list.Step()) {
    devices.push_back(DeviceIn(list));
  }
  return devices;
}

bool Devices::Update(const Device& device) {
  static const std::string sql =
      Joined({"UPDATE devices SET name = ?, is_remembered = ?, has_proved_factor = ?, salt = ?, verifier = ?, last_address = ?, "
              "last_modified_millis = ?, "
              "last_authenticated_millis = ? WHERE user = ",
              kLivingUser, " AND device_key = ?"});
  Statement update(connection_, sql);
  update.Bind(device.name, std::int64_t{device.is_remembered ? 1 : 0}, std::int64_t{device.has_proved_factor ? 1 : 0},
              Blob{device.secret.salt}, Blob{device.secret.verifier}, device.last_address, device.last_modified_millis,
              device.last_authenticated_millis, device.user, device.key);
  return update.Run() > 0;
}

bool Devices::Delete(std::int64_t user, std::string_view key) {
  static const std::string sql = Joined({"DELETE FROM devices WHERE user = ", kLivingUser, " AND device_key = ?"});
  return Statement(connection_, sql).Bind(user, key).Run() > 0;
}

}  // namespace rockpool::storage::sqlite
