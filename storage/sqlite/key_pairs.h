// The table `key_pairs`.
#pragma once

#include "storage/key_pairs.h"
#include "storage/sqlite/connection.h"

namespace rockpool::storage::sqlite {

class KeyPairs final : public storage::KeyPairs {
 public:
  explicit KeyPairs(Connection& connection) : connection_(connection) {}

  void AddSpare(std::string_view private_key) override;
  KeyPair AddTaken(std::string_view private_key) override;
  std::optional<KeyPair> TakeSpare() override;
  std::optional<KeyPair> Share() override;
  bool PutBack(const KeyPair& taken) override;
  void ForgetTakenBut(std::size_t most) override;
  std::size_t CountSpares() const override;

 private:
  Connection& connection_;
};

// Those of `to` are gone afterwards.
void CopyKeyPairs(Connection& from, Connection& to);

}  // namespace rockpool::storage::sqlite
