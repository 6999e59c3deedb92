#include <gtest/gtest.h>

#include "tests/operations/ui_customization/customized_pool.h"
#include "tests/operations/user_pools/json_text.h"

namespace rockpool::support {
namespace {

class SetUICustomization : public testing::Test {
 protected:
  std::string OutcomeOfCss(const std::string& css) { return OutcomeOf(pool_.Set(TextMember("CSS", css))); }
  std::string OutcomeOfImage(const std::string& base64) { return OutcomeOf(pool_.Set(TextMember("ImageFile", base64))); }

  TestService service_;
  CustomizedPool pool_{service_};
  std::string cloud_front_ = pool_.AddDomain();
};

TEST_F(SetUICustomization, ShowsEveryMember) {
  const Answer set = pool_.Set(std::string(kCss) + "," + kLogo);
  EXPECT_EQ(set.body, R"({"UICustomization":{"CSS":".banner-customizable { background-color: lightgray; }","CSSVersion":"20231114221320",)"
                      R"("ClientId":"ALL","CreationDate":1700000000.000,"ImageUrl":"https://)" +
                          cloud_front_ + "/" + pool_.id() +
                          R"(/ALL/20231114221320/assets/images/image.jpg","LastModifiedDate":1700000000.000,"UserPoolId":")" + pool_.id() +
                          R"("}})");
}

TEST_F(SetUICustomization, NamesTheAppClientInItsAddress) {
  const std::string client = pool_.AddClient();
  const Answer set = pool_.SetOf(client, kLogo);
  EXPECT_EQ(set.TextAt("UICustomization.ClientId"), client);
  EXPECT_EQ(set.TextAt("UICustomization.ImageUrl"),
            "https://" + cloud_front_ + "/" + pool_.id() + "/" + client + "/20231114221320/assets/images/image.jpg");
}

TEST_F(SetUICustomization, ReplacesBothCssAndImage) {
  pool_.Set(std::string(kCss) + "," + kLogo);
  service_.clock.Advance(61'000);
  const Answer logo = pool_.Set(kLogo);
  EXPECT_FALSE(logo.Has("UICustomization.CSS"));
  EXPECT_EQ(logo.TextAt("UICustomization.CSSVersion"), "20231114221421");
  EXPECT_EQ(JsonAt(logo, "UICustomization.CreationDate"), "1700000000.0");
  EXPECT_EQ(JsonAt(logo, "UICustomization.LastModifiedDate"), "1700000061.0");
  EXPECT_FALSE(pool_.Set(kCss).Has("UICustomization.ImageUrl"));
}

TEST_F(SetUICustomization, LeavesTheVersionAloneOfLooksThatItTakesBack) {
  pool_.Set(kCss);
  EXPECT_EQ(pool_.Set("").body,
            R"({"UICustomization":{"CSSVersion":"20231114221320","ClientId":"ALL","UserPoolId":")" + pool_.id() + R"("}})");
}

TEST_F(SetUICustomization, WantsADomain) {
  pool_.RemoveDomain();
  EXPECT_EQ(OutcomeOf(pool_.Set(kCss)), "InvalidParameterException: There has to be an existing domain associated with this user pool.");
}

TEST_F(SetUICustomization, TakesTheListedClassesAlone) {
  EXPECT_EQ(OutcomeOfCss(".logo-customizable{max-width:60%} /* { */ .submitButton-customizable:hover,\\n.label-customizable {color:#fff;}"),
            kOk);
  EXPECT_EQ(OutcomeOfCss(""), kOk);
  for (const std::string selector : {".modal-content", "body", ".logo-customizable:hover", ".label-customizable .logo-customizable", "*"}) {
    EXPECT_EQ(OutcomeOfCss(".logo-customizable{}" + selector + "{}"),
              "InvalidParameterException: The CSS class " + selector + " is not in the list of allowed classes.");
  }
}

TEST_F(SetUICustomization, TakesNoStatementsAndNoScripts) {
  for (const std::string forbidden : {"@import", "@media", "@page", "@supports", "javascript:", "expression(", "<script"}) {
    EXPECT_EQ(OutcomeOfCss(".logo-customizable { background: " + forbidden + " }"),
              "InvalidParameterException: The CSS must not contain " + forbidden + ".");
  }
  EXPECT_EQ(OutcomeOfCss("@IMPORT url(a);"), "InvalidParameterException: The CSS must not contain @import.");
}

TEST_F(SetUICustomization, WantsBracesAndCommentsToMatch) {
  for (const char* css : {".logo-customizable", ".logo-customizable {", "}", "{}", ".logo-customizable { { } }", "/* .logo-customizable {}",
                          ",{}", ".logo-customizable,,.banner-customizable {}", ".logo-customizable, {}"}) {
    EXPECT_EQ(OutcomeOfCss(css), "InvalidParameterException: The CSS is not valid.") << css;
  }
}

TEST_F(SetUICustomization, WantsAnImageOfPngOrJpeg) {
  EXPECT_EQ(OutcomeOfImage("/9j/"), kOk);
  for (const char* image : {"PHN2Zy8+", "AAABAA==", "", "aVZCT1J3MEtHZ289"}) {
    EXPECT_EQ(OutcomeOfImage(image), "InvalidParameterException: The uploaded image must be a PNG or JPEG file.") << image;
  }
}

TEST_F(SetUICustomization, WantsSmallImagesAndRequests) {
  const std::string image = "/9j/" + std::string(136'532, 'A');  // 100 KB in base64
  EXPECT_EQ(OutcomeOfImage(image), kOk);
  EXPECT_EQ(OutcomeOfImage(image + "AAAA"), "InvalidParameterException: The uploaded image must not be larger than 100 KB.");
  const std::string css = R"("CSS":".logo-customizable {})" + std::string(1701, ' ') + '"';
  EXPECT_EQ(OutcomeOf(pool_.Set(css + "," + TextMember("ImageFile", image))), "InvalidParameterException: request parameters too large");
}

TEST_F(SetUICustomization, KeepsTheLooksWhenItRefuses) {
  const std::string before = pool_.Set(kCss).body;
  OutcomeOfCss("body {}");
  OutcomeOfImage("AAAA");
  EXPECT_EQ(pool_.Get().body, before);
}

}  // namespace
}  // namespace rockpool::support
