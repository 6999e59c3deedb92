// Owns what the AWS SDKs call: refusals are typed JSON that pages of any origin may read, for they tell a page nothing but what it did
// wrong.
#pragma once

#include <string_view>

#include "server/http/owner.h"
#include "server/util/random.h"

namespace rockpool::protocol {

// How AWS says why a request is refused.
struct RefusalWords {
  int status;
  std::string_view type;  // the exception's name
};
RefusalWords WordsFor(http::Reason reason);

class JsonOwner : public http::Owner {
 public:
  // `random` makes request ids and outlives the owner.
  explicit JsonOwner(util::Random& random) : random_(random) {}

  // An error as every AWS SDK reads it: JSON with `__type` and `message`, the same in headers, and a request id of its own. Writes the
  // request's line of the log.
  http::Response Refuse(const http::Request& request, const http::Refusal& refusal) const override;

  http::Cors cors() const override { return http::Cors::kAnyOrigin; }

  std::string_view ExposedHeaders() const override;

 private:
  util::Random& random_;
};

}  // namespace rockpool::protocol
