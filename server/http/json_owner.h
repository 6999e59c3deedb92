// Owns what the AWS SDKs call: refusals are typed JSON that pages of any origin may read, for they tell a page nothing but what it did
// wrong.
#pragma once

#include "server/http/owner.h"
#include "server/util/random.h"

namespace rockpool::http {

class JsonOwner : public Owner {
 public:
  // `random` makes request ids and outlives the owner.
  explicit JsonOwner(util::Random& random) : random_(random) {}

  // An error as every AWS SDK reads it: JSON with `__type` and `message`, the same in headers, and a request id of its own.
  Response Refuse(const Request& request, const Refusal& refusal) const override;

  Cors cors() const override { return Cors::kAnyOrigin; }

 private:
  util::Random& random_;
};

}  // namespace rockpool::http
