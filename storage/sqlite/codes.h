// The tables `codes` and `attempts`.
#pragma once

#include "storage/attempts.h"
#include "storage/codes.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class Codes final : public storage::Codes {
 public:
  explicit Codes(Connection& connection) : connection_(connection) {}

  void Put(const Code& code) override;
  std::optional<Code> Find(std::int64_t user, std::string_view purpose) const override;
  bool Delete(std::int64_t user, std::string_view purpose) override;

 private:
  Connection& connection_;
};

class AttemptsOfSubjects final : public storage::AttemptsOfSubjects {
 public:
  explicit AttemptsOfSubjects(Connection& connection) : connection_(connection) {}

  std::optional<Attempts> Find(std::string_view user_pool_id, std::string_view subject, std::string_view kind) const override;
  void Put(const Attempts& attempts) override;
  bool Delete(std::string_view user_pool_id, std::string_view subject, std::string_view kind) override;

 private:
  Connection& connection_;
};

}  // namespace rockpool::storage::sqlite
