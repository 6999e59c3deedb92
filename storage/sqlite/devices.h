// The table `devices`.
#pragma once

#include "storage/devices.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class Devices final : public storage::Devices {
 public:
  explicit Devices(Connection& connection) : connection_(connection) {}

  void Insert(const Device& device) override;
  std::optional<Device> Find(std::int64_t user, std::string_view key) const override;
  std::vector<Device> List(std::int64_t user, const std::optional<DeviceMark>& after, std::size_t limit) const override;
  bool Update(const Device& device) override;
  bool Delete(std::int64_t user, std::string_view key) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
