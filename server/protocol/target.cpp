#include "server/protocol/target.h"

#include <string_view>

#include "server/protocol/common_errors.h"
#include "server/util/strings.h"

namespace rockpool::protocol {
namespace {

// Assumed: a service of the same protocol takes just these two (kinesalite's index.js, made against the real Kinesis); a request that
// declares nothing is taken for JSON here.
bool DeclaresJson(const http::Headers& headers) {
  const auto content_type = headers.Find("Content-Type");
  if (!content_type) {
    return true;
  }
  const auto parts = util::Split(content_type->substr(0, content_type->find(';')), " \t");
  return parts.size() == 1 && (util::EqualsIgnoringCase(parts.front(), "application/x-amz-json-1.1") ||
                               util::EqualsIgnoringCase(parts.front(), "application/json"));
}

}  // namespace

const api::Operation& OperationOf(const http::Headers& headers) {
  const auto target = headers.Find("X-Amz-Target");
  const std::string_view prefix = api::TargetPrefix();
  if (!target || !DeclaresJson(headers) || !target->starts_with(prefix) || target->substr(prefix.size(), 1) != ".") {
    throw UnknownOperationException();
  }
  const api::Operation* operation = api::FindOperation(target->substr(prefix.size() + 1));
  if (operation == nullptr) {
    throw UnknownOperationException();
  }
  return *operation;
}

}  // namespace rockpool::protocol
