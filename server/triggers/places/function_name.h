// What the ARN of a function says of it.
#pragma once

#include <string>
#include <string_view>

namespace rockpool::triggers {

struct FunctionName {
  std::string name;       // the whole text where it is no function's ARN
  std::string qualifier;  // a version or an alias; empty: none
  std::string region;     // as of the server's defaults where the text names none
  std::string account;
};

// Reads arn:aws:lambda:us-east-1:123456789012:function:name:alias.
FunctionName FunctionNameOf(std::string_view arn);

}  // namespace rockpool::triggers
