// The table `properties`.
#pragma once

#include "storage/properties.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class Properties final : public storage::Properties {
 public:
  explicit Properties(Connection& connection) : connection_(connection) {}

  std::optional<std::string> Find(std::string_view name) const override;
  void Put(std::string_view name, std::string_view value) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
