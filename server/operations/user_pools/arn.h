// Amazon resource names, as far as rules look into them.
#pragma once

#include <string_view>

namespace rockpool::operations {

// The third, fourth and fifth of the parts that colons separate; empty if the ARN has none. Views into `arn`.
std::string_view ServiceOfArn(std::string_view arn);
std::string_view RegionOfArn(std::string_view arn);
std::string_view AccountOfArn(std::string_view arn);

}  // namespace rockpool::operations
