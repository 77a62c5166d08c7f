package dev.tricolor.emulator.optimizely

import dev.tricolor.emulator.Emulator
import dev.tricolor.emulator.Wire
import dev.tricolor.emulator.core.json
import dev.tricolor.emulator.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe

/** What a well-known script sends: no type of the body, a type in the place of its own name, and members that cannot be changed. */
internal class TutorialSpec : FunSpec({
    test("the first steps of Optimizely's tutorial are answered") {
        Emulator.start().use { emulator ->
            val api = Wire("${emulator.url}/v2", mapOf("Authorization" to "Bearer 2:abc", "User-Agent" to "application/json"))

            fun twice(path: String, body: (String) -> String): String {
                val made = api.post(path, body(""))
                made.status shouldBe 201
                val changed = api.patch("$path/${made.id()}", body("_updated"))
                changed.status shouldBe 200
                changed.id() shouldBe made.id()
                changed.body.string("name").endsWith("_updated") shouldBe true
                return changed.id()
            }

            val project = twice("projects") {
                """{"name": "full_stack project$it", "confidence_threshold": 0.9, "description": "d$it", """ +
                    """"platform": "custom", "sdks": ["python"], "status": "active"}"""
            }
            twice("attributes") {
                """{"key": "fs_attribute 4001$it", "project_id": $project, "archived": false, "description": "d", "name": "FS 4001$it"}"""
            }
            twice("projects/$project/custom_events") {
                """{"key": "full_stack_event_24$it", "event_type": "custom", "archived": false, "description": "A new event$it", """ +
                    """"name": "FS event$it", "category": "add_to_cart"}"""
            }
            val leaf = """{"name": "FS attribute", "type": "custom_attribute", "value": "full stack value"}"""
            val audience = twice("audiences") {
                json(
                    "project_id" to project.toLong(),
                    "archived" to false,
                    "conditions" to """["and", ["or", ["or", $leaf], ["or", $leaf]]]""",
                    "description" to "Using a Full Stack attribute",
                    "is_classic" to false,
                    "name" to "Using a Full Stack attribute$it",
                    "segmentation" to false,
                ).toString()
            }
            api.get("audiences/$audience").body.string("conditions") shouldBe """["and", ["or", ["or", $leaf], ["or", $leaf]]]"""
        }
    }
})
