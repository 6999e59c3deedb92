// What an import makes of each row of its file.
#include <vector>

#include "tests/operations/user_import/import_pool.h"

namespace rockpool::support {
namespace {

using ImportRows = PoolTest<ImportPool>;

std::string Failed(int line, const std::string& why) { return "[FAILED] Line Number " + std::to_string(line) + " - " + why + "\n"; }

constexpr const char* kNotVerified =
    "The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).";

TEST_F(ImportRows, MakeUsersWhoMustResetTheirPasswords) {
  const std::string job = pool.Import(
      "email_verified, name ,cognito:username,email,birthdate,cognito:mfa_enabled,updated_at\r\n"
      "TRUE,  Ada \\, Countess  , ada ,ada@example.com,12/10/1815,false,1700000000\r\n");
  EXPECT_EQ(pool.ResultOf(job), "Succeeded 1 0 0");
  EXPECT_EQ(pool.Describe(job).TextAt("UserImportJob.CompletionMessage"), "Import Job Completed Successfully.");
  EXPECT_EQ(pool.LogOf(job), "[SUCCEEDED] Line Number 2 - The import succeeded.\n");
  EXPECT_EQ(StatusOf(service, pool.id(), "ada"), "RESET_REQUIRED");
  EXPECT_EQ(AttributeOf(service, pool.id(), "ada", "name"), "Ada , Countess");
  EXPECT_EQ(AttributeOf(service, pool.id(), "ada", "email_verified"), "true");
  EXPECT_EQ(AttributeOf(service, pool.id(), "ada", "birthdate"), "12/10/1815");
  EXPECT_EQ(AttributeOf(service, pool.id(), "ada", "updated_at"), "1700000000");
  EXPECT_EQ(AttributeOf(service, pool.id(), "ada", "cognito:mfa_enabled"), "");
  EXPECT_TRUE(MessagesOf(service, pool.id()).empty()) << "and nothing is sent to them";
}

TEST_F(ImportRows, SkipWhoIsThere) {
  CreateUser(service, pool.id(), "ada");
  const std::string job = pool.Import(kImportHeader + ImportRow("ada") + "\n" + ImportRow("bob") + ImportRow("bob"));
  EXPECT_EQ(pool.ResultOf(job), "Succeeded 1 2 0");
  EXPECT_EQ(pool.LogOf(job),
            "[SKIPPED] Line Number 2 - The user already exists.\n[SUCCEEDED] Line Number 4 - The import succeeded.\n"
            "[SKIPPED] Line Number 5 - The user already exists.\n");
  EXPECT_EQ(StatusOf(service, pool.id(), "ada"), "CONFIRMED");
}

TEST_F(ImportRows, FailWhereNobodyIsImported) {
  CreateUser(service, pool.id(), "ada");
  const std::string job = pool.Import(kImportHeader + ImportRow("ada"));
  EXPECT_EQ(pool.ResultOf(job), "Failed 0 1 0");
  EXPECT_EQ(pool.Describe(job).TextAt("UserImportJob.CompletionMessage"), "Too many users have failed or been skipped during the import.");
  EXPECT_EQ(pool.ResultOf(pool.Import(kImportHeader)), "Succeeded 0 0 0") << "nobody was to be imported";
}

TEST_F(ImportRows, AreRefusedForWhatTheyBreakAndOthersGoOn) {
  const std::string prefix = "Attributes did not conform to the schema: ";
  const std::string long_value(2049, 'x');
  const std::vector<std::pair<std::string, std::string>> rows{
      {"a,a@example.com,false,,,", kNotVerified},
      {"a,,true,,,", "Email is required to verify/un-verify an email"},
      {"a,a@example.com,yes,,,", prefix + "email_verified: Value is not a valid boolean"},
      {",a@example.com,true,,,", "The cognito:username is missing."},
      {"a b,a@example.com,true,,,", "The cognito:username is not valid."},
      {std::string(129, 'a') + ",a@example.com,true,,,", "The cognito:username is not valid."},
      {"a,a.example.com,true,,,", "Invalid email address format."},
      {"a,a@example.com,true,1815-12-10,,", prefix + "birthdate: Value is not a valid date"},
      {"a,a@example.com,true,13/01/1990,,", prefix + "birthdate: Value is not a valid date"},
      {"a,a@example.com,true,02/29/1815,,", prefix + "birthdate: Value is not a valid date"},
      {"a,a@example.com,true,,true,", "cognito:mfa_enabled does not match the MFA configuration of the user pool."},
      {"a,a@example.com,true,,maybe,", "cognito:mfa_enabled must be true or false."},
      {"a,a@example.com,true,,," + long_value, prefix + "nickname: String must be no longer than 2048 characters"},
      {"a,a@example.com,true,,", "The number of columns in the row does not match the header."},
      {"a,a@example.com,true,,,x,y", "The number of columns in the row does not match the header."},
      {"a,a@example.com,true,,,\xff", "The row is not valid UTF-8."},
      {"a,a@example.com,true,,," + std::string(16'000, 'x'), "The row is longer than 16000 characters."},
      {"a,a@example.com,true,,," + std::string(200'000, 'x'), "The row is longer than 16000 characters."},
  };
  std::string file = "cognito:username,email,email_verified,birthdate,cognito:mfa_enabled,nickname\n";
  std::string log;
  int line = 1;
  for (const auto& [row, why] : rows) {
    file += row + "\n";
    log += Failed(++line, why);
  }
  const std::string job = pool.Import(file + "good,good@example.com,true,,,");
  EXPECT_EQ(pool.LogOf(job), log + "[SUCCEEDED] Line Number " + std::to_string(line + 1) + " - The import succeeded.\n");
  EXPECT_EQ(pool.ResultOf(job), "Succeeded 1 0 " + std::to_string(rows.size()));
}

TEST_F(ImportRows, NeedWhatTheSchemaRequires) {
  ImportPool strict(service, R"(,"Schema":[{"Name":"nickname","Required":true},{"Name":"badge","AttributeDataType":"Number"}])");
  const std::string job = strict.Import(
      "cognito:username,email,email_verified,nickname,custom:badge\n"
      "ada,ada@example.com,true,,7\nbob,bob@example.com,true,Bob,x\ncy,cy@example.com,true,Cy,8\n");
  EXPECT_EQ(strict.LogOf(job), Failed(2, "Attributes did not conform to the schema: nickname: The attribute is required") +
                                   Failed(3, "Attributes did not conform to the schema: custom:badge: Value must be a number") +
                                   "[SUCCEEDED] Line Number 4 - The import succeeded.\n");
}

TEST_F(ImportRows, ObeyRequiredMfa) {
  EXPECT_EQ(pool.Try("SetUserPoolMfaConfig", R"("MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true})"), kOk);
  const std::string job = pool.Import(
      "cognito:username,email,email_verified,cognito:mfa_enabled\n"
      "ada,ada@example.com,true,true\nbob,bob@example.com,true,false\ncy,cy@example.com,true,\n");
  EXPECT_EQ(pool.ResultOf(job), "Succeeded 2 0 1");
}

TEST_F(ImportRows, NameUsersByTheirAddressWhereThePoolDoes) {
  ImportPool named(service, R"(,"UsernameAttributes":["email"])");
  const std::string job = named.Import(
      "cognito:username,email,email_verified\n"
      "ada@example.com,ada@example.com,true\nada@example.com,,true\nbob,bob@example.com,true\n");
  EXPECT_EQ(named.ResultOf(job), "Succeeded 1 1 1");
  EXPECT_EQ(StatusOf(service, named.id(), "ada@example.com"), "RESET_REQUIRED");
}

TEST_F(ImportRows, AreRefusedWhoseAddressIsAnothersAlias) {
  ImportPool aliased(service, R"(,"AliasAttributes":["email"])");
  const std::string job = aliased.Import("cognito:username,email,email_verified\nada,ada@example.com,true\nbob,ada@example.com,true\n");
  EXPECT_EQ(aliased.LogOf(job),
            "[SUCCEEDED] Line Number 2 - The import succeeded.\n" + Failed(3, "An account with the given email already exists."));
}

TEST_F(ImportRows, AreConfirmedWhereACodeSignsIn) {
  ImportPool codes(service, R"(,"Policies":{"SignInPolicy":{"AllowedFirstAuthFactors":["PASSWORD","EMAIL_OTP"]}})");
  codes.Import(kImportHeader + ImportRow("ada"));
  EXPECT_EQ(StatusOf(service, codes.id(), "ada"), "CONFIRMED");
}

TEST_F(ImportRows, HaveAHeaderThatIsValid) {
  for (const char* header :
       {"", "cognito:username,unknown\n", "email,email_verified\n", "cognito:username,email,email\n", "cognito:username,sub\n",
        "\xef\xbb\xbf"
        "cognito:username,email\n",
        "\"cognito:username\",\"email\"\n", "cognito:username,\n"}) {
    const std::string job = pool.Import(header);
    EXPECT_EQ(pool.ResultOf(job), "Failed 0 0 0") << header;
    EXPECT_EQ(pool.Describe(job).TextAt("UserImportJob.CompletionMessage"), "The CSV file header is not valid.") << header;
  }
}

TEST_F(ImportRows, NeedAColumnOfHashesWhereTheJobHasAnAlgorithm) {
  const std::string job = pool.Import(kImportHeader + ImportRow("ada"), R"("PasswordHashingAlgorithm":"BCRYPT")");
  EXPECT_EQ(pool.Describe(job).TextAt("UserImportJob.CompletionMessage"), "The CSV file header is not valid.");
  const std::string other = pool.Import("cognito:username,email,email_verified,password_hash\nada,ada@example.com,true,anything\n");
  EXPECT_EQ(pool.ResultOf(other), "Succeeded 1 0 0") << "without one the column does not count";
  EXPECT_EQ(StatusOf(service, pool.id(), "ada"), "RESET_REQUIRED");
}

TEST_F(ImportRows, AreReadInPiecesOfTwoHundredThatAreWholeWrites) {
  std::string file = kImportHeader;
  for (int i = 0; i < 500; ++i) {
    file += ImportRow("user" + std::to_string(i));
  }
  const std::string job = pool.Start(file);
  std::vector<std::string> results;
  while (pool.RunStep()) {
    results.push_back(pool.ResultOf(job));
  }
  EXPECT_EQ(results, (std::vector<std::string>{"InProgress 0 0 0", "InProgress 200 0 0", "InProgress 400 0 0", "Succeeded 500 0 0"}));
}

TEST_F(ImportRows, AreNotBlankLinesWhichTakeNoWriteOfTheirOwn) {
  const auto steps_of = [&](std::size_t blank_lines) {
    const std::string job = pool.Start(kImportHeader + std::string(blank_lines, '\n') + ImportRow("user" + std::to_string(blank_lines)));
    int steps = 0;
    while (pool.RunStep()) {
      ++steps;
    }
    EXPECT_EQ(pool.ResultOf(job), "Succeeded 1 0 0");
    EXPECT_NE(pool.LogOf(job).find("[SUCCEEDED] Line Number " + std::to_string(blank_lines + 2) + " - "), std::string::npos);
    return steps;
  };
  EXPECT_EQ(steps_of(100'000), 2) << "the header, and all the rest";
  EXPECT_EQ(steps_of(2'500'000), 4) << "the header, and a mebibyte at a time";
}

// As a server does that was killed between two steps.
TEST_F(ImportRows, GoOnWhereAnotherReaderWas) {
  std::string file = kImportHeader;
  for (int i = 0; i < 300; ++i) {
    file += ImportRow("user" + std::to_string(i));
  }
  const std::string job = pool.Start(file);
  pool.RunStep();
  pool.RunStep();
  accounts::Importer next(service.world(), pool.files());
  while (next.RunStep()) {
  }
  EXPECT_EQ(pool.ResultOf(job), "Succeeded 300 0 0");
  EXPECT_NE(pool.LogOf(job).find("[SUCCEEDED] Line Number 301 - "), std::string::npos);
}

TEST_F(ImportRows, FailWithAFileThatIsGone) {
  const std::string job = pool.Start(kImportHeader + ImportRow("ada"));
  pool.files().Remove(job);
  while (pool.RunStep()) {
  }
  EXPECT_EQ(pool.ResultOf(job), "Failed 0 0 0");
  EXPECT_EQ(pool.Describe(job).TextAt("UserImportJob.CompletionMessage"), "The CSV file cannot be read.");
}

TEST_F(ImportRows, EndWithTheirPool) {
  pool.Start(kImportHeader + ImportRow("ada"));
  pool.RunStep();
  EXPECT_EQ(pool.Try("DeleteUserPool"), kOk);
  EXPECT_FALSE(pool.RunStep());
}

TEST_F(ImportRows, LeaveNoFileBehind) {
  const std::string job = pool.Import(kImportHeader + ImportRow("ada"));
  EXPECT_EQ(pool.files().Open(job), nullptr);
}

}  // namespace
}  // namespace rockpool::support
