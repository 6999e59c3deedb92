// A stock of the same few RSA keys in every run: making one takes longer than most tests.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string_view>

#include "server/crypto/rsa_key.h"

namespace rockpool::support {

// PEM; another one for each index from 0 to 2.
std::string_view TestKey(std::size_t index);

// Hands them out in turn. Outlives what it hands out.
class FakeKeyStock final : public crypto::KeyStock {
 public:
  crypto::TakenKey Take() override;
  crypto::TakenKey TakeUnlike(const crypto::RsaKey& other) override;

  std::atomic<int> taken = 0;
  std::atomic<int> put_back = 0;

  // What a test lets happen while a key is taken.
  std::function<void()> on_take = [] {};
};

}  // namespace rockpool::support
